import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FirstBuild } from "~/components/later";
import { ApiError } from "~/lib/http";
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

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
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
