// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayProcess.h"

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace bench
{

namespace
{

std::string writeConfiguration(const std::filesystem::path &directory, const std::string &configuration)
{
    const auto file = directory / "gateway.cfg";
    std::filesystem::create_directories(directory / "data");
    std::ofstream(file) << configuration;
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file.string();
}

} // namespace

GatewayProcess::GatewayProcess(const std::string &program, const std::filesystem::path &directory,
                               const std::string &configuration)
{
    const std::string file = writeConfiguration(directory, configuration);
    const std::string log = (directory / "gateway.log").string();
    m_startedAt = now();
    m_pid = fork();
    if (m_pid < 0)
        throw std::runtime_error("cannot fork");
    if (m_pid == 0) {
        const int fd = open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        execl(program.c_str(), program.c_str(), "run", "--config", file.c_str(), nullptr);
        _exit(127);
    }
}

GatewayProcess::~GatewayProcess()
{
    kill(m_pid, SIGTERM);
    for (int i = 0; i < 100; ++i) {
        if (waitpid(m_pid, nullptr, WNOHANG) == m_pid)
            return;
        usleep(100'000);
    }
    kill(m_pid, SIGKILL);
    waitpid(m_pid, nullptr, 0);
}

std::chrono::nanoseconds GatewayProcess::cpuTime() const
{
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(m_pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
        throw std::runtime_error("the gateway is gone");
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

long GatewayProcess::pss() const
{
    std::ifstream in("/proc/" + std::to_string(m_pid) + "/smaps_rollup");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("Pss:"))
            return std::stol(line.substr(4));
    }
    throw std::runtime_error("the gateway is gone");
}

} // namespace bench
