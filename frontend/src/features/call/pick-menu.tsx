import { type ReactElement, type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "~/components/button";
import { useOverlays } from "./use-overlays";

export interface MenuItem {
  id: string | number;
  title: string;
  text: string;
  /** Languages of the two, where they are not the page's. */
  lang?: string;
  textLang?: string;
  onPick: () => void;
}

export interface MenuProps {
  label: string;
  /** In pixels. */
  width: number;
  items: MenuItem[];
  opened: boolean;
  onChange: (opened: boolean) => void;
}

/** A button that offers a few things to pick from. The button stands at once; its menu comes with the kit. */
export function PickMenu({ icon, disabled, ...menu }: MenuProps & { icon: ReactNode; disabled: boolean }) {
  const { KitMenu } = useOverlays() ?? {};
  const button = useRef<HTMLButtonElement>(null);
  const focused = useRef(false);
  // The button is made anew when its menu comes: whoever had come to it stays there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the menu is there
  useLayoutEffect(() => {
    if (focused.current) button.current?.focus();
  }, [KitMenu]);
  const target: ReactElement = (
    <Button
      ref={button}
      look="plain"
      size="s"
      icon={icon}
      disabled={disabled}
      {...(KitMenu
        ? {}
        : {
            "aria-haspopup": "menu",
            "aria-expanded": false,
            onClick: () => menu.onChange(true),
            onFocus: () => {
              focused.current = true;
            },
            onBlur: () => {
              focused.current = false;
            },
          })}
    >
      {menu.label}
    </Button>
  );
  return KitMenu ? <KitMenu {...menu} button={target} /> : target;
}
