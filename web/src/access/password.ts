/** What the server asks of a password at least, in characters. */
export const shortestPassword = 12;
