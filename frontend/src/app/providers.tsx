import { createTheme, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "~/lib/http";
import { ToldProvider } from "~/lib/told";

const theme = createTheme({
  fontFamily: "var(--sans)",
  respectReducedMotion: true,
  components: {
    // Locking the scroll writes a <style> element, which the page's security policy forbids; the overlay is enough.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});

const scheme = localStorageColorSchemeManager({ key: "huikuan:scheme" });

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
      {/* The variables and classes come as files (styles/tokens.css): the policy allows no style element. */}
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={scheme}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <ToldProvider>{children}</ToldProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
