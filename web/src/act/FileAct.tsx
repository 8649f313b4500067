import { Button, FileButton } from "@mantine/core";
import type { unwrap } from "../api/problem";
import { useAct, type WriteHeaders } from "./useAct";

type Props = {
  label: string;
  title: string;
  done: string;
  /** Sends the file; what it is given goes into the request as it is. */
  send: (file: ReturnType<typeof bytesOf>) => Parameters<typeof unwrap<unknown>>[0];
};

/** What a request whose body is a file is made of. The document knows a body of bytes only as a text. */
const bytesOf = (file: File, headers: WriteHeaders) => ({
  body: file as unknown as string,
  bodySerializer: (body: unknown) => body as File,
  headers: { ...headers, "Content-Type": "application/octet-stream" },
});

/** A button that takes something from a sheet. */
export function FileAct({ label, title, done, send }: Props) {
  const { act, busy } = useAct();
  return (
    <FileButton
      accept=".csv,.xlsx,.gz"
      onChange={(file) => file && act({ call: (headers) => send(bytesOf(file, headers)), done })}
    >
      {(props) => (
        <Button {...props} loading={busy} title={title}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}
