// The kit's styles stand in a layer of their own: ours win whatever order the files arrive in.
import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import { createTheme, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { useScheme } from "~/lib/scheme";

const theme = createTheme({
  fontFamily: "var(--sans)",
  respectReducedMotion: true,
  components: {
    // Locking the scroll writes a <style> element, which the page's security policy forbids; the overlay is enough.
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});

/** The dialogs, menus and drawers of a call come from a kit; no other part of the page has to load it. */
export function Kit({ children }: { children: ReactNode }) {
  const { scheme } = useScheme();
  return (
    // The variables and classes come as files (styles/tokens.css): the policy allows no style element.
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}
