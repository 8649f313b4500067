import { follow, type Message } from "./sse";
import type { SystemEvent } from "../api/types";

/** Whether events arrive: connecting, live, or waiting to connect again. */
export type FeedState = "connecting" | "live" | "offline";

type Listener = (events: SystemEvent[]) => void;

const flushEvery = 250; // ms: a burst of events is one update of the screen

/**
 * The one stream of events that all views share. Listeners get what arrived
 * since the last flush; onOpen listeners hear of each (re)connection, after
 * which what was loaded before may be out of date.
 */
export class Feed {
  private state: FeedState = "connecting";
  private waiting: SystemEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private listeners = new Set<Listener>();
  private stateListeners = new Set<() => void>();
  private openListeners = new Set<() => void>();

  /** Connects until the returned function is called. */
  start(url: string): () => void {
    const stop = new AbortController();
    void follow(
      url,
      {
        onOpen: () => {
          this.become("live");
          this.openListeners.forEach((listener) => listener());
        },
        onMessages: (messages) => this.take(messages),
        onClose: () => this.become("offline"),
        onRefused: () => this.become("offline"),
      },
      stop.signal,
    );
    return () => {
      stop.abort();
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  onEvents = (listener: Listener) => subscribe(this.listeners, listener);
  onOpen = (listener: () => void) => subscribe(this.openListeners, listener);
  onState = (listener: () => void) => subscribe(this.stateListeners, listener);
  getState = () => this.state;

  private become(state: FeedState) {
    this.state = state;
    this.stateListeners.forEach((listener) => listener());
  }

  private take(messages: Message[]) {
    this.waiting.push(...messages.map(parse).filter((event) => event !== null));
    this.timer ??= setTimeout(() => this.flush(), flushEvery);
  }

  private flush() {
    this.timer = undefined;
    const events = this.waiting.splice(0);
    if (events.length > 0) this.listeners.forEach((listener) => listener(events));
  }
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => set.delete(listener);
}

// What is not an event is left out: one bad message must not stop the feed.
function parse(message: Message): SystemEvent | null {
  try {
    const event = JSON.parse(message.data) as SystemEvent;
    return typeof event?.type === "string" ? event : null;
  } catch {
    return null;
  }
}
