import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "~/lib/http";
import { SchemeProvider } from "~/lib/scheme";
import { ToldProvider } from "~/lib/told";

function newQueryClient() {
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

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <SchemeProvider>
        <ToldProvider>{children}</ToldProvider>
      </SchemeProvider>
    </QueryClientProvider>
  );
}
