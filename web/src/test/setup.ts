import { cleanup } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { loadTexts } from "../text";

afterEach(cleanup);

beforeAll(loadTexts);
