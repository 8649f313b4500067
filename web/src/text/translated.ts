/** A text with a number, in the two forms that our languages have. */
export type Plural = { one: string; other: string };

/** The same keys in another language: a text for a text, plural forms for plural forms. */
export type Translated<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : Plural };
