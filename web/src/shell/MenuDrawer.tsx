import { Drawer } from "@mantine/core";
import type { Session } from "../api/types";
import { t } from "../text";
import { Rail } from "./Rail";

type Props = { session: Session; onClose: () => void };

/** The rail on a narrow screen; it closes when a place is chosen. */
export default function MenuDrawer({ session, onClose }: Props) {
  return (
    <Drawer
      opened
      onClose={onClose}
      size="240px"
      withCloseButton={false}
      padding={8}
      attributes={{ content: { "aria-label": t("nav.menu") } }}
    >
      <Rail session={session} onLeave={onClose} />
    </Drawer>
  );
}
