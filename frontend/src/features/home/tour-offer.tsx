import { useTranslation } from "react-i18next";
import { ButtonLink } from "~/components/button";
import styles from "./demo-team.module.css";

/** The way to the tour, for who has not called anybody yet. */
export function TourOffer() {
  const { t } = useTranslation();
  return (
    <section className={styles.offer} aria-labelledby="tour-offer">
      <h2 id="tour-offer">{t("tour.offer.title")}</h2>
      <p>{t("tour.offer.text")}</p>
      <p>
        <ButtonLink href="/tour">{t("tour.offer.go")}</ButtonLink>
      </p>
    </section>
  );
}
