import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { newQueryClient } from "./api/client";
import { sessionQuery } from "./api/session";
import { newRouter } from "./routes";
import { cssVariablesResolver, theme } from "./theme";

/** The whole control room. */
export function App() {
  const [client] = useState(withSession);
  const [router] = useState(() => newRouter(client));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

// The document has the session asked for before any code is here. That answer
// is taken at once, on each page: left lying, it would be given to whoever asks
// next, also when somebody has just signed in.
function withSession() {
  const client = newQueryClient();
  void client.prefetchQuery(sessionQuery);
  return client;
}
