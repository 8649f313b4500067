/** Texts of the area `access`. */
export const access = {
  "signIn.title": "Sign in",
  "signIn.email": "E-mail",
  "signIn.password": "Password",
  "signIn.submit": "Sign in",
  "signIn.wrong": "This e-mail and password don't match.",
  "signIn.tooMany": "Too many tries. Wait a minute, then try again.",
  "signIn.setup": "This installation has no owner yet",
  "signIn.setupWhat":
    "Open the one-time link that the server printed when it started. A lost link is printed again by a restart.",
  "setup.title": "Make the owner's account",
  "setup.what": "The owner may do everything, and invites the others.",
  "setup.name": "Name",
  "setup.passwordHint": "At least 12 characters. A sentence is easier to keep than a word.",
  "setup.submit": "Make the account",
  "choose.title": "Choose a password",
  "choose.what": "The link works once. Everywhere else you are signed out.",
  "choose.submit": "Set the password",
  "choose.noTokenWhat": "It ends in ?token=… Copy the whole link that you were given.",
  "setup.noToken": "The link is incomplete",
  "setup.noTokenWhat": "It ends in ?token=… Copy the whole line that the server printed when it started.",
} as const;
