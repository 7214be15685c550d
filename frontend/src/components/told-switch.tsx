import { useTranslation } from "react-i18next";
import { useTold } from "~/lib/told";
import { Choice } from "./choice";

/** In which language a call is explained; its words stay as they were said. */
export function ToldSwitch() {
  const { t } = useTranslation();
  const { told, setTold } = useTold();
  return (
    <div data-noprint>
      <Choice
        inline
        label={t("debrief.told")}
        value={told}
        onChange={setTold}
        options={[
          { value: "zh", label: "中文", lang: "zh-CN" },
          { value: "en", label: "English", lang: "en" },
        ]}
      />
    </div>
  );
}
