import type { Channel, Connection } from "../api/types";
import { useNow } from "../parts/now";
import { Status } from "../status/Status";
import { lookOf } from "../status/vocabulary";
import { t } from "../text";
import { span } from "../text/time";
import { healthOf } from "./health";

/** How a channel does, with the age of its last news: "Live 4 s". */
export function ChannelHealth({ channel, connection }: { channel: Channel; connection?: Connection }) {
  const now = useNow();
  const { state, since } = healthOf(channel, connection, now);
  const word = lookOf("channel", state)?.word;
  const aged = word && since ? t("channels.aged", { word, age: span(now - Date.parse(since)) }) : undefined;
  return <Status of="channel" value={state} word={aged} />;
}
