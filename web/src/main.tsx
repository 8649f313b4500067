import "@mantine/core/styles.layer.css";
import "./tokens.css";
import "./base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { loadTexts } from "./text";
import { markLanguage } from "./text/language";

markLanguage();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// What the next view needs is there before it is asked for.
window.addEventListener("load", () => void loadTexts().catch(() => undefined));
