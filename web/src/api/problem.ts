import { language } from "../text/language";
import type { Problem } from "./types";

/** What went wrong with a call, in the server's words where it gave some. */
export class ApiError extends Error {
  /** The HTTP status, or 0 when no answer came. */
  readonly status: number;
  /** What is wrong with fields of the input, by the field's name as the API spells it. */
  readonly fields: Record<string, string>;

  constructor(status: number, problem?: Partial<Problem>) {
    const said = problem?.detail || problem?.title || `HTTP ${status}`;
    const wrong = problem?.errors?.[0]; // said here, too: its field may be on no form
    super(wrong ? `${said}: ${wrong.field} ${wrong.message}` : said);
    this.name = "ApiError";
    this.status = status;
    this.fields = Object.fromEntries((problem?.errors ?? []).map(({ field, message }) => [field, message]));
  }
}

/** Whether asking again without a change can't help. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** Waits for a call and gives its body, or throws an ApiError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0);
  });
  if (!answer.response.ok) throw new ApiError(answer.response.status, asProblem(await told(answer.error)));
  return told(answer.data as T);
}

// English the server says itself; what says it in another language is loaded when it is needed.
const told = <Body>(body: Body): Body | Promise<Body> =>
  language === "en" || !speaks(body)
    ? body
    : import("../text/refusals").then(({ retold }) => retold(body)).catch(() => body);

/** Whether an answer holds a sentence that is taken apart. */
const speaks = (body: unknown): boolean =>
  typeof body === "object" &&
  body !== null &&
  (!!(body as { says?: { code?: string } }).says?.code || Object.values(body).some(speaks));

function asProblem(body: unknown): Partial<Problem> | undefined {
  return typeof body === "object" && body !== null ? (body as Partial<Problem>) : undefined;
}
