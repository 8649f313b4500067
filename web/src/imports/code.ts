const longest = 64;

/** Makes the code of something from its name: "Café, Berlin" is cafe-berlin. */
export function codeOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join("-").slice(0, longest) ?? "shop"; // in other scripts nothing is left
}
