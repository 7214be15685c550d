import type { ComponentPropsWithRef, ReactNode } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";

type Look = "primary" | "quiet" | "plain" | "danger";
interface Shape {
  look?: Look;
  size?: "s" | "m" | "l";
  icon?: ReactNode;
  children?: ReactNode;
  /** On narrow screens the word goes and the icon stays; the word is still read out. */
  collapses?: boolean;
}

function classes({ look = "quiet", size = "m", collapses }: Shape, bare: boolean) {
  return [styles.button, styles[look], styles[size], bare && styles.bare, collapses && styles.collapses]
    .filter(Boolean)
    .join(" ");
}

export function Button({
  look,
  size,
  icon,
  children,
  collapses,
  className,
  ...rest
}: Shape & ComponentPropsWithRef<"button">) {
  const own = classes({ look, size, collapses }, !children);
  return (
    <button type="button" className={className ? `${own} ${className}` : own} {...rest}>
      {icon}
      {children && <span className={styles.label}>{children}</span>}
    </button>
  );
}

export function ButtonLink({ href, look, size, icon, children }: Shape & { href: string }) {
  return (
    <Link href={href} className={classes({ look, size }, !children)}>
      {icon}
      {children && <span className={styles.label}>{children}</span>}
    </Link>
  );
}
