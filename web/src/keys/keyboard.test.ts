import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Keyboard } from "./keyboard";

const ran: string[] = [];
const scanned: string[] = [];
const command = (keys: string) => ({ name: keys, keys, group: "app" as const, run: () => ran.push(keys) });
let keyboard: Keyboard;

beforeEach(() => {
  vi.useFakeTimers();
  ran.length = scanned.length = 0;
  keyboard = new Keyboard((code) => scanned.push(code));
  keyboard.add(["g o", "o", "x", "1"].map(command));
});
afterEach(() => void vi.useRealTimers());

function type(keys: string, gap: number) {
  for (const key of keys) {
    keyboard.press(key);
    vi.advanceTimersByTime(gap);
  }
}

test("a key alone is its command, after a moment", () => {
  expect(keyboard.press("x")).toBe(true);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual(["x"]);
});

test("keys one after the other are one command, quickly or slowly", () => {
  type("go", 200);
  type("go", 20);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual(["g o", "g o"]);
});

test("a sequence that was left is forgotten", () => {
  type("g", 2_000);
  type("o", 100);
  expect(ran).toEqual(["o"]);
});

test("a scan is one code and no command", () => {
  type("x1-go", 5);
  expect(keyboard.press("Enter")).toBe(true);
  vi.advanceTimersByTime(100);
  expect(scanned).toEqual(["x1-go"]);
  expect(ran).toEqual([]);
});

test("Enter by itself is left to the page", () => {
  expect(keyboard.press("Enter")).toBe(false);
  type("x", 100);
  expect(keyboard.press("Enter")).toBe(false);
  expect(scanned).toEqual([]);
});

test("a burst without an end does nothing", () => {
  type("x1go", 5);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual([]);
});

test("a key that is held down repeats its command", () => {
  keyboard.press("x", true);
  keyboard.press("x", true);
  expect(ran).toEqual(["x", "x"]);
});

test("the latest of the same keys wins, until it leaves", () => {
  const leave = keyboard.add([{ name: "own", keys: "x", group: "page", run: () => ran.push("own") }]);
  type("x", 100);
  leave();
  type("x", 100);
  expect(ran).toEqual(["own", "x"]);
});

test("a key that means nothing keeps its usual effect", () => {
  expect(keyboard.press("q")).toBe(false);
  vi.advanceTimersByTime(100);
  expect(keyboard.press("Escape")).toBe(false);
});
