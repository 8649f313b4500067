import { expect, test } from "vitest";
import { routes } from "../../e2e/routes";
import { help } from "./en/help";

const doors = ["/choose-password", "/setup", "/sign-in"]; // they have no sheet

test("every page says what it is for", () => {
  const pages = routes().map(({ pattern }) => pattern);
  expect(
    Object.keys(help)
      .map((key) => key.slice("help.".length))
      .concat(doors)
      .toSorted(),
  ).toEqual(pages);
});
