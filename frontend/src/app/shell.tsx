import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { Mark } from "~/components/icons";
import { LangSwitch, SchemeSwitch } from "~/components/switches";
import styles from "./shell.module.css";

/** `also` are addresses that belong to the same part of the page. */
function NavLink({ href, also = [], children }: { href: string; also?: string[]; children: ReactNode }) {
  const [location] = useLocation();
  const here =
    href === "/"
      ? location === "/"
      : [href, ...also].some((start) => location === start || location.startsWith(`${start}/`));
  return (
    <Link href={href} className={styles.link} aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("app.skip")}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link href="/" className={styles.brand} aria-label={t("app.home")}>
            <Mark />
            <span className={styles.name}>{t("app.short")}</span>
          </Link>
          <nav className={styles.nav} aria-label={t("app.nav")}>
            <NavLink href="/">{t("nav.home")}</NavLink>
            <NavLink href="/library" also={["/cases"]}>
              {t("nav.library")}
            </NavLink>
            <NavLink href="/calls">{t("nav.calls")}</NavLink>
            <NavLink href="/review">{t("nav.review")}</NavLink>
            <NavLink href="/studio">{t("nav.studio")}</NavLink>
          </nav>
          <div className={styles.tools}>
            <LangSwitch />
            <SchemeSwitch />
          </div>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles.footer}>
        <span>{t("app.footer")}</span>
        <span className={styles.footLinks}>
          <Link href="/tour">{t("nav.tour")}</Link>
          <Link href="/models">{t("nav.models")}</Link>
        </span>
      </footer>
    </div>
  );
}
