import "~/styles/fonts.css";
import "~/styles/tokens.css";
import "~/styles/base.css";
import "~/styles/print.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "~/lib/i18n";
import { ErrorBoundary } from "./error-boundary";
import { firstData } from "./first-data";
import { newQueryClient, Providers } from "./providers";
import { Routes } from "./routes";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const client = newQueryClient();
// Built once, when words and data are there, and as a transition in small steps: a slow phone answers meanwhile.
void Promise.all([startI18n(), firstData(client)]).then(() =>
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <ErrorBoundary>
          <Providers client={client}>
            <Routes />
          </Providers>
        </ErrorBoundary>
      </StrictMode>,
    ),
  ),
);
