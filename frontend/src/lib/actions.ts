import type { TFunction } from "i18next";
import type { Action, SessionDetail } from "./model";

/** What was done in a call beside speaking, as whoever reads the call is told. */
export const actionWords = ({ kind, name }: Action, t: TFunction) => t(`action.${kind}`, { name });

/** What was done right after a turn; before the first one is after turn -1. */
export const actionsAfter = (actions: Action[], turn: number) => actions.filter((one) => one.turn === turn);

/** A call whose documents are named as in a case file, which may be of another language than the call. */
export function namedAsIn<T extends Pick<SessionDetail, "actions">>(
  session: T,
  file: { desk: { id: string; name: string }[] } | undefined,
): T {
  const names = new Map(file?.desk.map(({ id, name }) => [id, name]));
  const named = session.actions.map((one) =>
    one.kind === "desk" ? { ...one, name: names.get(one.id) ?? one.name } : one,
  );
  return { ...session, actions: named };
}
