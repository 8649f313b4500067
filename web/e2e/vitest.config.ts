import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Runs against a server that is up already: SWITCHYARD_URL says where.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["*.spec.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 30_000,
    fileParallelism: false,
    maxConcurrency: 2, // of tests that say they are concurrent, each with a page of its own
  },
});
