// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Measures the gateway alone, between a fake XMPP server or clients and a fake IRC network in this process.
#include "Measures.h"
#include "ServerMeasures.h"

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <sys/resource.h>

namespace
{

void raiseDescriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2 || std::strcmp(argv[1], "--help") == 0) {
        std::puts(
            "usage: spectrum2-bench PROGRAM [JSON-FILE]\n\n"
            "Runs PROGRAM (the spectrum2 executable) as a gateway between a fake XMPP server and a fake IRC\n"
            "network on loopback, then as a server with clients over TLS, and prints what it costs. Exit 0: "
            "all targets were reached, 1: some were\n"
            "not, 2: the measurement failed.");
        return argc < 2 ? 2 : 0;
    }
    raiseDescriptorLimit();
    bench::Report report;
    try {
        bench::measureStart(argv[1], report);
        bench::measureGateway(argv[1], report);
        bench::measureServerMode(argv[1], report);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "spectrum2-bench: %s\n", error.what());
        return 2;
    }
    report.printTable();
    if (argc > 2)
        report.writeJson(argv[2]);
    return report.areTargetsReached() ? 0 : 1;
}
