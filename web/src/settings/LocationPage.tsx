import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMay } from "../act/useAct";
import { locationQuery } from "../api/settings";
import { Failure } from "../parts/Message";
import { PageHead } from "../parts/PageHead";
import { Skeleton } from "../parts/Skeleton";
import { t } from "../text";
import { LocationForm } from "./LocationForm";

/** One location: where it is, when it hands parcels over, and how much it is preferred. */
export function LocationPage() {
  const { id } = useParams({ from: "/inside/settings/locations/$id" });
  const navigate = useNavigate();
  const may = useMay();
  const query = useQuery(locationQuery(id));
  if (query.isPending) return <Skeleton label={t("locations.loading")} rows={6} />;
  if (!query.data) return <Failure level={1} error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <PageHead title={query.data.name} hint={<bdi>{query.data.code}</bdi>} />
      <LocationForm
        key={query.data.version}
        location={query.data}
        readOnly={!may("locations.write")}
        onClose={() => void navigate({ to: "/settings/locations" })}
      />
    </>
  );
}
