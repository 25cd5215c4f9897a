// The street map: the configured tiles, and a marker for each project with coordinates.
(function () {
  const box = document.getElementById("map");
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const map = L.map(box, { zoomControl: false, scrollWheelZoom: false });
  map.attributionControl.setPrefix("Leaflet");
  L.control
    .zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut })
    .addTo(map);
  L.tileLayer(data.tiles, { maxZoom: 18, alt: "", attribution: data.attribution }).addTo(map);
  // The bounds of Kon Tum province until 2025.
  const province = L.latLngBounds([13.9, 107.3], [15.5, 108.6]);
  const icon = L.divIcon({ className: "map-mark", iconSize: [24, 24] });
  data.points.forEach((point) => {
    const link = document.createElement("a");
    link.href = point.address;
    link.textContent = point.name;
    const status = document.createElement("p");
    status.textContent = point.status;
    const content = document.createElement("div");
    content.append(link, status);
    L.marker(point.at, { icon, title: point.name, alt: point.name }).bindPopup(content).addTo(map);
  });
  map.fitBounds(data.points.length ? data.points.map((point) => point.at) : province, {
    maxZoom: 12,
    padding: [24, 24],
  });
  box.classList.add("is-drawn");
})();
