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
import "~/styles/fonts.css";
import "~/styles/tokens.css";
import "~/styles/base.css";
import "~/styles/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "~/lib/i18n";
import { ErrorBoundary } from "./error-boundary";
import { Providers } from "./providers";
import { Routes } from "./routes";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
void startI18n().then(() =>
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <Providers>
          <Routes />
        </Providers>
      </ErrorBoundary>
    </StrictMode>,
  ),
);
