import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// In development the pages come from Vite and the API from a running server:
// `switchyard demo`, say.
const server = process.env.SWITCHYARD_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", proxy: { "/api": { target: server } } },
  build: {
    outDir: "dist",
    target: "es2022",
    // Inlined files would need data: in the content policy.
    assetsInlineLimit: 0,
    // Every supported browser knows modulepreload.
    modulePreload: { polyfill: false },
    // What a first visit runs is one file: a browser fetches six at a time, and
    // small files compress badly.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
    chunkSizeWarningLimit: 600, // kB before compression; finish-build.mjs holds the budget
  },
});
