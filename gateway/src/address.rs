//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::HttpRequest;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: the peer's own, or, behind `proxies` reverse proxies of ours, the entry of
/// `X-Forwarded-For` that the outermost of them wrote. What stands left of it is hearsay.
pub(crate) fn client(request: &HttpRequest, proxies: usize) -> IpAddr {
    let peer = request.peer_addr().map_or(Ipv6Addr::UNSPECIFIED.into(), |peer| peer.ip());
    let headers = request.headers().get_all(FORWARDED_FOR).filter_map(|h| h.to_str().ok());
    let entries: Vec<_> = headers.flat_map(|header| header.split(',')).collect();
    let trusted = proxies.checked_sub(1).and_then(|depth| entries.iter().rev().nth(depth));
    trusted.and_then(|entry| entry.trim().parse().ok()).unwrap_or(peer).to_canonical()
}

/// What a limit counts: an IPv4 address, or the /64 network of an IPv6 address, since whoever has one
/// address of it has all.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(forwarded: &[&str], proxies: usize) -> String {
        let request = TestRequest::get().peer_addr("10.0.0.1:9".parse().unwrap());
        let headers = forwarded.iter().map(|value| (FORWARDED_FOR, *value));
        let request = headers.fold(request, TestRequest::append_header);
        client(&request.to_http_request(), proxies).to_string()
    }

    #[test]
    fn without_proxies_only_the_peer_counts() {
        assert_eq!(seen(&["1.2.3.4"], 0), "10.0.0.1");
        assert_eq!(seen(&[], 1), "10.0.0.1");
    }

    #[test]
    fn behind_proxies_the_outermost_of_ours_is_believed() {
        assert_eq!(seen(&["6.6.6.6, 1.2.3.4"], 1), "1.2.3.4");
        assert_eq!(seen(&["6.6.6.6, 1.2.3.4", "10.0.0.9"], 2), "1.2.3.4");
        assert_eq!(seen(&["nonsense"], 1), "10.0.0.1");
        assert_eq!(seen(&["::ffff:1.2.3.4"], 1), "1.2.3.4");
    }

    #[test]
    fn a_whole_v6_network_is_one_caller() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2::ffff"));
        assert_ne!(of("2001:db8:1:2::"), of("2001:db8:1:3::"));
    }
}
