/**
 * JSON with a line for each value; anything else as it came. Only blanks change:
 * no number is read and written again, so no digit is lost.
 */
export function pretty(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return body;
  }
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  const tokens = body.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  return tokens
    .map((token, n) => {
      if (token === "{" || token === "[") {
        if (/^[}\]]$/.test(tokens[n + 1] ?? "")) return token;
        depth += 1;
        return token + line();
      }
      if (token === "}" || token === "]") {
        if (/^[{[]$/.test(tokens[n - 1] ?? "")) return token;
        depth -= 1;
        return line() + token;
      }
      if (token === ",") return token + line();
      return token === ":" ? ": " : token;
    })
    .join("");
}
