import { expect, test } from "vitest";
import { roughly, roughness, speedOf } from "./demo";

test("the speed as one can choose it", () => {
  expect(speedOf({ paused: false, speed: 60 })).toBe("60");
  expect(speedOf({ paused: true, speed: 60 })).toBe("0");
  expect(speedOf({ paused: false, speed: 7 })).toBe("");
});

test("a bad day is worse than every day", () => {
  expect(roughness(roughly(true))).toBeGreaterThan(0.2);
  expect(roughness(roughly(false))).toBeLessThan(0.2);
});
