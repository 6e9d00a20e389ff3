//! Columns: their left edges and widths.

/// A share of the width: at 1,088 px, at the narrowest, and of what is spare.
const SHARES: [(f64, f64, f64); 9] = [
    (20.0, 12.0, 0.0),
    // Devices, and the gap to the hub.
    (172.0, 124.0, 0.12),
    (58.0, 46.0, 0.1),
    (356.0, 214.0, 0.3),
    // Endpoints, and the gap to the consumers.
    (58.0, 50.0, 0.1),
    (226.0, 164.0, 0.2),
    (50.0, 24.0, 0.06),
    (128.0, 92.0, 0.12),
    (20.0, 12.0, 0.0),
];
/// A lane for bent wires before the endpoints; many are narrower.
const LANE: f64 = 7.0;
const NARROW_LANE: f64 = 5.0;
const FEW_LANES: usize = 4;
/// What marks on wires need besides lanes.
const MARKS: f64 = 12.0;
/// The least width of the hub: its rows need it.
const LEAST_HUB: f64 = 170.0;

pub(super) struct Horizontal {
    /// Left edge and width.
    pub(super) devices: (f64, f64),
    pub(super) hub: (f64, f64),
    pub(super) endpoints: (f64, f64),
    pub(super) consumers: (f64, f64),
    pub(super) bus: f64,
    /// Where the text of the rungs begins and ends.
    pub(super) rung_text: (f64, f64),
    lanes: usize,
    lane: f64,
}

impl Horizontal {
    pub(super) fn of(width: f64, lanes: usize) -> Self {
        let lane = if lanes > FEW_LANES { NARROW_LANE } else { LANE };
        let extra = if lanes > 0 { lanes as f64 * lane + MARKS } else { 0.0 };
        let usual: f64 = SHARES.iter().map(|share| share.0).sum::<f64>() + extra;
        let least: f64 = SHARES.iter().map(|share| share.1).sum::<f64>() + extra;
        let spare = width - usual;
        let squeeze = (-spare / (usual - least)).clamp(0.0, 1.0);
        let mut sizes = SHARES.map(|(usual, least, grows)| usual - (usual - least) * squeeze + grows * spare.max(0.0));
        // A device's name is the longest, and it gives way last.
        sizes[1] = SHARES[1].0 - (SHARES[1].0 - SHARES[1].1) * squeeze * squeeze + SHARES[1].2 * spare.max(0.0);
        sizes[4] += extra;
        // What still does not fit, the hub gives.
        let over = sizes.iter().sum::<f64>() - width;
        sizes[3] = (sizes[3] - over).max(LEAST_HUB);
        let sizes = sizes.map(f64::round);
        let x = |column: usize| sizes[..column].iter().sum::<f64>();
        let column = |at: usize| (x(at), sizes[at]);
        let hub = column(3);
        let roomy = hub.1 >= 300.0;
        let bus = hub.0 + if roomy { 22.0 } else { 16.0 };
        let text = bus + super::CONTACT.0 + super::CONTACT.1 + if roomy { 22.0 } else { 10.0 };
        Self {
            devices: column(1),
            hub,
            endpoints: column(5),
            consumers: column(7),
            bus,
            rung_text: (text, hub.0 + hub.1 - if roomy { 14.0 } else { 10.0 }),
            lanes,
            lane,
        }
    }

    pub(super) fn hub_gap(&self) -> f64 {
        self.hub.0 - self.devices.0 - self.devices.1
    }

    /// Where the wires of a lane run down. The first lane is the one nearest to the endpoints.
    pub(super) fn lane(&self, lane: usize) -> f64 {
        let left = self.hub.0 + self.hub.1 + 5.0;
        left + (self.lanes - 1 - lane) as f64 * self.lane
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn columns_follow_each_other_and_fill_the_width() {
        for width in [760, 900, 1_024, 1_088, 1_440, 2_208] {
            for lanes in [0, 1, 4, 10] {
                let h = Horizontal::of(f64::from(width), lanes);
                let ends = [h.devices, h.hub, h.endpoints, h.consumers];
                assert!(ends.windows(2).all(|pair| pair[0].0 + pair[0].1 + 20.0 < pair[1].0), "{width} {lanes}");
                let end = h.consumers.0 + h.consumers.1;
                assert!(end <= f64::from(width) - 8.0 && end >= f64::from(width) - 28.0, "{width} {lanes}: {end}");
                assert!((0..lanes).all(|lane| h.lane(lane) > h.hub.0 + h.hub.1 && h.lane(lane) < h.endpoints.0 - 40.0));
            }
        }
    }

    #[test]
    fn at_the_usual_width_the_design_stands() {
        let h = Horizontal::of(1_088.0, 0);
        assert_eq!((h.devices, h.hub, h.bus), ((20.0, 172.0), (250.0, 356.0), 272.0));
        assert_eq!((h.rung_text, h.endpoints, h.consumers), ((328.0, 592.0), (664.0, 226.0), (940.0, 128.0)));
    }
}
