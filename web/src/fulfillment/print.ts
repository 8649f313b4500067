import { tellFailure } from "../act/toasts";
import { ApiError } from "../api/problem";
import type { Problem } from "../api/types";
import { adviceFor } from "../parts/Message";

let frame: HTMLIFrameElement | undefined;

/**
 * Opens the browser's print dialog on a document of the server. A browser that
 * can't show a PDF inside a page, as on most phones, opens it beside.
 */
export async function print(path: string) {
  const refusal = await refusalOf(path);
  if (refusal) return tellFailure(adviceFor(refusal));
  if (!navigator.pdfViewerEnabled) {
    window.open(path, "_blank", "noopener");
    return;
  }
  frame?.remove();
  const next = document.createElement("iframe");
  frame = next;
  next.src = path;
  next.title = path;
  next.tabIndex = -1;
  next.setAttribute("aria-hidden", "true");
  // Not display: none, with which the viewer doesn't draw.
  next.style.cssText = "position:fixed;inset:auto 0 0 auto;width:1px;height:1px;border:0;opacity:0";
  next.onload = () => next.contentWindow?.print();
  document.body.append(next);
}

// A frame would show a refusal to nobody, so it is asked for here first.
async function refusalOf(path: string): Promise<ApiError | null> {
  try {
    const answer = await fetch(path);
    if (answer.ok) return null;
    return new ApiError(
      answer.status,
      (await answer.json().catch(() => undefined)) as Partial<Problem> | undefined,
    );
  } catch {
    return new ApiError(0);
  }
}

/** Where the papers of the work are. */
export const papers = {
  slip: (work: string) => `/api/v1/fulfillment-orders/${work}/packing-slip.pdf`,
  label: (shipment: string) => `/api/v1/shipments/${shipment}/label.pdf`,
  waveList: (wave: string) => `/api/v1/waves/${wave}/pick-list.pdf`,
  waveLabels: (wave: string) => `/api/v1/waves/${wave}/labels.pdf`,
  pickList: (location: string) => `/api/v1/locations/${encodeURIComponent(location)}/pick-list.pdf`,
};
