import type { Home } from "../api/types";
import { useNow } from "../parts/now";
import { Panel } from "../parts/Panel";
import { Status } from "../status/Status";
import { lookOf } from "../status/vocabulary";
import { t } from "../text";
import { span } from "../text/time";
import { freshnessOf } from "./freshness";
import classes from "./home.module.css";
import { ListLink } from "./ListLink";

/** How fresh each channel is; its name opens its orders. */
export function ChannelFreshness({ channels }: { channels: Home["channels"] }) {
  return (
    <Panel title={t("home.channels")} hint={t("home.channelsHint")} flush>
      {channels.length === 0 && <p className={classes.none}>{t("home.noChannels")}</p>}
      <ul role="list" className={`${classes.lines} ${classes.tall}`} aria-label={t("home.channels")}>
        {channels.map((channel) => (
          <li key={channel.channel}>
            <ListLink to={channel.link} className={classes.grow}>
              <bdi>{channel.name || channel.channel}</bdi>
            </ListLink>
            <Freshness channel={channel} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Freshness({ channel }: { channel: Home["channels"][number] }) {
  const now = useNow();
  const { state, since } = freshnessOf(channel, now);
  const word = lookOf("channel", state)?.word ?? state;
  return (
    <Status of="channel" value={state} word={since ? `${word} ${span(now - Date.parse(since))}` : word} />
  );
}
