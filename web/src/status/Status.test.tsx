import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Status } from "./Status";

test("draws tone, icon and word", () => {
  const { container } = render(<Status of="payment" value="partially_paid" />);
  expect(screen.getByText("Part paid").dataset.tone).toBe("risk");
  expect(container.querySelector("svg")).not.toBeNull();
});

test.each([undefined, "", "none"])("says nothing for %s", (value) => {
  const { container } = render(<Status of="delivery" value={value} />);
  expect(container.textContent).toBe("");
});

test("keeps the words of a value it doesn't know, and a hold stays loud", () => {
  render(<Status of="payment" value="half_baked" />);
  expect(screen.getByText("Half baked").dataset.tone).toBe("wait");
  render(<Status of="hold" value="customs_data" />);
  expect(screen.getByText("Customs data").dataset.tone).toBe("held");
  render(<Status of="payment" value="constructor" />);
  expect(screen.getByText("Constructor").dataset.tone).toBe("wait");
});
