import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { searchQuery } from "../api/search";
import { entriesOf } from "./hits";
import type { Found } from "./paletteEntries";
import { useOpenHit } from "./useOpen";

const afterTyping = 120; // ms

/**
 * What the server finds for what is being typed. While it looks, what it found
 * before stays; `settled` tells when the lines answer the very text.
 */
export function useFound(typed: string): { entries: Found[]; settled: boolean } {
  const [sent] = useDebouncedValue(typed, afterTyping);
  const found = useQuery(searchQuery(sent));
  const open = useOpenHit();
  if (!typed.trim() || !found.data) return { entries: [], settled: true };
  return {
    entries: entriesOf(found.data, open),
    settled: sent === typed && !found.isPlaceholderData && !found.isFetching,
  };
}
