import { useNavigate } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { findExact } from "../api/search";
import type { SearchHit } from "../api/types";
import { pageOf } from "./hits";

/** Opens the page of what was found. */
export function useOpenHit(): (hit: SearchHit) => void {
  const navigate = useNavigate();
  const works = useMay()("fulfillment.work");
  return (hit) => void navigate(pageOf(hit, works));
}

/** Opens what a code names; what names nothing exactly becomes a search in the orders. */
export function useOpenCode(): (code: string) => void {
  const navigate = useNavigate();
  const open = useOpenHit();
  return (code) =>
    void findExact(code).then((hit) =>
      hit ? open(hit) : navigate({ to: "/orders", search: { q: code.trim() || undefined } }),
    );
}
