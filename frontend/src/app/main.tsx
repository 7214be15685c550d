import "~/styles/fonts.css";
import "~/styles/tokens.css";
import "~/styles/base.css";
import "~/styles/print.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "~/lib/i18n";
import { ErrorBoundary } from "./error-boundary";
import { Providers } from "./providers";
import { Routes } from "./routes";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// As a transition the page is built in small steps: a slow phone answers meanwhile.
void startI18n().then(() =>
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <ErrorBoundary>
          <Providers>
            <Routes />
          </Providers>
        </ErrorBoundary>
      </StrictMode>,
    ),
  ),
);
