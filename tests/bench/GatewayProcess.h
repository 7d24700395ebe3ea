// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The gateway under measurement: started in a directory of its own, watched from outside.
#pragma once

#include "EventLoop.h"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace bench
{

class GatewayProcess
{
public:
    // Starts "program run --config" with that configuration. Its log goes to gateway.log in the directory,
    // which the caller owns.
    GatewayProcess(const std::string &program, const std::filesystem::path &directory,
                   const std::string &configuration);
    // Ends the process politely, then by force.
    ~GatewayProcess();
    GatewayProcess(const GatewayProcess &) = delete;
    GatewayProcess &operator=(const GatewayProcess &) = delete;

    [[nodiscard]] Moment startedAt() const { return m_startedAt; }
    // User and system time of all its threads.
    [[nodiscard]] std::chrono::nanoseconds cpuTime() const;
    // Proportional set size, in KiB.
    [[nodiscard]] long pss() const;

private:
    pid_t m_pid = -1;
    Moment m_startedAt{};
};

} // namespace bench
