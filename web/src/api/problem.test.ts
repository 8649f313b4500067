import { expect, test } from "vitest";
import { ApiError } from "./problem";

const invalid = {
  detail: "the input is not valid",
  errors: [
    { field: "address.country_code", message: "must be two letters" },
    { field: "name", message: "is required" },
  ],
};

test("a refusal names the first field that is wrong, which no form may show", () => {
  const refused = new ApiError(422, invalid);
  expect(refused.message).toBe("the input is not valid: address.country_code must be two letters");
  expect(refused.fields).toEqual({ "address.country_code": "must be two letters", name: "is required" });
});

test("a refusal without fields is said as it came", () => {
  expect(new ApiError(409, { detail: "order 1 is closed", errors: [] }).message).toBe("order 1 is closed");
  expect(new ApiError(502).message).toBe("HTTP 502");
});
