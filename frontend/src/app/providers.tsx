import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { FirstBuild } from "~/components/later";
import { ApiError } from "~/lib/http";
import { useUiLang } from "~/lib/i18n";
import { SchemeProvider } from "~/lib/scheme";
import { ToldProvider } from "~/lib/told";

export function newQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the server refused it will refuse again; only a lost connection is worth another try.
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status > 0),
      },
      mutations: { retry: false },
    },
  });
}

/** What is in the cache was put into the script of the page's language as it came in: in another it is asked for again. */
function useScriptOf(client: QueryClient) {
  const ui = useUiLang();
  const shown = useRef(ui);
  useEffect(() => {
    if (shown.current !== ui) void client.invalidateQueries();
    shown.current = ui;
  }, [client, ui]);
}

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  useScriptOf(client);
  return (
    <QueryClientProvider client={client}>
      <SchemeProvider>
        <ToldProvider>
          <FirstBuild>{children}</FirstBuild>
        </ToldProvider>
      </SchemeProvider>
    </QueryClientProvider>
  );
}
