package routing

import "math"

// Place is a point on the globe, in degrees.
type Place struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// earthRadiusKM is the mean radius R1 of the IUGG.
const earthRadiusKM = 6371.0088

// DistanceKM is the great-circle distance by the haversine formula, which
// stays exact for near points. (R. W. Sinnott, Virtues of the Haversine, 1984.)
func DistanceKM(a, b Place) float64 {
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	sin2 := func(x float64) float64 { s := math.Sin(x / 2); return s * s }
	h := sin2(rad(b.Latitude-a.Latitude)) + math.Cos(rad(a.Latitude))*math.Cos(rad(b.Latitude))*sin2(rad(b.Longitude-a.Longitude))
	return 2 * earthRadiusKM * math.Asin(math.Min(1, math.Sqrt(h)))
}
