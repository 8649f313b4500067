import { useNavigate, useSearch } from "@tanstack/react-router";
import { useChoosePassword } from "../api/session";
import { adviceFor } from "../parts/Message";
import { t } from "../text";
import { Door } from "./Door";
import { NewPassword } from "./NewPassword";

/** Opens from the link that an owner made, and sets the password of one account. */
export function ChoosePasswordPage() {
  const { token } = useSearch({ from: "/choose-password" });
  const navigate = useNavigate();
  const choose = useChoosePassword();
  if (!token) return <Door title={t("setup.noToken")} what={t("choose.noTokenWhat")} />;
  return (
    <Door
      title={t("choose.title")}
      what={t("choose.what")}
      error={choose.error ? adviceFor(choose.error) : undefined}
    >
      <NewPassword
        submit={t("choose.submit")}
        busy={choose.isPending}
        onSubmit={(_, password) =>
          choose.mutate(
            { token, password },
            { onSuccess: () => void navigate({ to: "/sign-in", replace: true }) },
          )
        }
      />
    </Door>
  );
}
