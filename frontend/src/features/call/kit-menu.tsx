import { Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { Kit } from "./kit";
import styles from "./kit-menu.module.css";
import type { MenuProps } from "./pick-menu";

/** The menu of a button. */
export function KitMenu({ label, width, items, opened, onChange, button }: MenuProps & { button: ReactElement }) {
  return (
    <Kit>
      <Menu
        opened={opened}
        onChange={onChange}
        position="top-start"
        width={width}
        classNames={{ dropdown: styles.menu, item: styles.menuItem }}
        transitionProps={{ duration: 0 }}
      >
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown aria-label={label}>
          {items.map((item) => (
            <Menu.Item key={item.id} onClick={item.onPick}>
              <strong lang={item.lang}>{item.title}</strong>
              <span lang={item.textLang}>{item.text}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Kit>
  );
}
