//! Serves the pages on this machine only, and rebuilds them when a file changes.

use crate::project::{Fault, Project};

/// Serves the pages until the program is stopped.
#[cfg(not(feature = "serve"))]
pub(crate) fn serve(project: &Project, arguments: &[&str]) -> Result<(), Vec<Fault>> {
    // The server is an optional feature, so that readers do not compile it. This runs the program again with the
    // feature.
    let status = project
        .cargo()
        .args(["run", "--quiet", "--package", "backprop-book", "--features", "serve", "--", "serve"])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(vec![Fault::new("book", None, format!("the server ended with {status}"))]),
        Err(error) => Err(vec![Fault::new("book", None, format!("cannot run cargo: {error}"))]),
    }
}

#[cfg(feature = "serve")]
pub(crate) use server::serve;

#[cfg(feature = "serve")]
mod server {
    use super::{Fault, Project};
    use crate::build::draft;
    use axum::Router;
    use axum::http::{HeaderValue, header};
    use notify_debouncer_mini::{new_debouncer, notify::RecursiveMode};
    use std::net::{Ipv4Addr, SocketAddr};
    use std::time::Duration;
    use tower_http::services::ServeDir;
    use tower_http::set_header::SetResponseHeaderLayer;
    use tower_livereload::LiveReloadLayer;

    /// The inputs of the pages.
    const WATCHED: [&str; 8] = [
        "book/text",
        "book/theme",
        "src",
        "worked/src",
        "tests/snapshots",
        "benches/results.json",
        "mpi/results.json",
        "GLOSSARY.md",
    ];

    /// Serves the pages until the program is stopped.
    pub(crate) fn serve(project: &Project, arguments: &[&str]) -> Result<(), Vec<Fault>> {
        let fault = |message: String| vec![Fault::new("serve", None, message)];
        let port = match arguments {
            [] => 3000,
            ["--port", port] => port.parse().map_err(|_| fault(format!("`{port}` is not a port")))?,
            other => return Err(fault(format!("unknown argument `{}`; expected `--port N`", other.join(" ")))),
        };
        let pages = draft(project)?.folder;

        let reload = LiveReloadLayer::new();
        let reloader = reload.reloader();
        let (changed, changes) = std::sync::mpsc::channel();
        let mut watcher =
            new_debouncer(Duration::from_millis(200), changed).map_err(|error| fault(error.to_string()))?;
        for path in WATCHED {
            let watched = watcher.watcher().watch(&project.path(path), RecursiveMode::Recursive);
            watched.map_err(|error| fault(format!("cannot watch {path}: {error}")))?;
        }
        let rebuilt = project.clone();
        std::thread::spawn(move || {
            for _change in changes {
                match draft(&rebuilt) {
                    Ok(_) => reloader.reload(),
                    Err(faults) => crate::tell(&faults),
                }
            }
        });

        let fresh = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let router = Router::new().fallback_service(ServeDir::new(pages)).layer(fresh).layer(reload);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| fault(error.to_string()))?;
        runtime.block_on(async {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            let listener = tokio::net::TcpListener::bind(address).await;
            let listener =
                listener.map_err(|error| fault(format!("cannot listen on {address}: {error}; try `--port N`")))?;
            println!("The book is at http://{address}; press Ctrl-C to stop");
            axum::serve(listener, router).await.map_err(|error| fault(error.to_string()))
        })
    }
}
