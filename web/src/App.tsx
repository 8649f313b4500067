import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { newQueryClient } from "./api/client";
import { newRouter } from "./routes";
import { cssVariablesResolver, theme } from "./theme";

/** The whole control room. */
export function App() {
  const [client] = useState(newQueryClient);
  const [router] = useState(() => newRouter(client));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
