/** The address of the script that a page starts; its name holds a hash of its content. */
export function scriptOf(page: string): string | undefined {
  return /<script[^>]+type="module"[^>]+src="([^"]+)"/.exec(page)?.[1];
}
