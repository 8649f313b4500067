import type { access as english } from "../en/access";
import type { Translated } from "../translated";

/** Texts of the area `access`, in German. */
export const access: Translated<typeof english> = {
  "signIn.title": "Anmelden",
  "signIn.email": "E-Mail",
  "signIn.password": "Passwort",
  "signIn.submit": "Anmelden",
  "signIn.wrong": "E-Mail und Passwort passen nicht zusammen.",
  "signIn.tooMany": "Zu viele Versuche. Eine Minute warten, dann noch einmal.",
  "signIn.setup": "Diese Installation hat noch keinen Inhaber",
  "signIn.setupWhat":
    "Den Einmal-Link öffnen, den der Server beim Start ausgegeben hat. Ein verlorener Link wird beim Neustart erneut ausgegeben.",
  "setup.title": "Konto des Inhabers anlegen",
  "setup.what": "Der Inhaber darf alles und lädt die anderen ein.",
  "setup.name": "Name",
  "setup.passwordHint": "Mindestens 12 Zeichen. Ein Satz merkt sich leichter als ein Wort.",
  "setup.submit": "Konto anlegen",
  "choose.title": "Passwort wählen",
  "choose.what": "Der Link gilt einmal. Überall sonst endet die Anmeldung.",
  "choose.submit": "Passwort setzen",
  "choose.noTokenWhat": "Er endet auf ?token=… Den ganzen Link kopieren, so wie er kam.",
  "setup.noToken": "Der Link ist unvollständig",
  "setup.noTokenWhat":
    "Er endet auf ?token=… Die ganze Zeile kopieren, die der Server beim Start ausgegeben hat.",
};
