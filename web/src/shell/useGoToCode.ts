import { useNavigate } from "@tanstack/react-router";
import { findExact } from "./findExact";

/** Opens what a code names; what names nothing exactly becomes a search in the orders. */
export function useGoToCode(): (code: string) => void {
  const navigate = useNavigate();
  return (code) =>
    void findExact(code).then((found) =>
      found ? navigate(found) : navigate({ to: "/orders", search: { q: code || undefined } }),
    );
}
