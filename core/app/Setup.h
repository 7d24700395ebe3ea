// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The checked configuration of a host, with the modules that it names.
#pragma once

#include "app/RunOptions.h"
#include "config/Configuration.h"
#include "module/Registry.h"

#include <optional>

namespace spectrum::core
{

// Why a host cannot start: sentences for the administrator and the exit code.
struct StartFailure {
    int exitCode = 0;
    QStringList sentences = {};
};

class Setup
{
public:
    explicit Setup(RunOptions options);

    // Finds the modules and reads the configuration. The notices are there even when it has mistakes.
    [[nodiscard]] std::optional<StartFailure> read();
    // Reads the configuration only, and leaves what was read before as it is.
    [[nodiscard]] config::Outcome readAgain() const;
    void replace(config::Configuration configuration) { m_configuration = std::move(configuration); }

    [[nodiscard]] const config::Configuration &configuration() const noexcept { return m_configuration; }
    [[nodiscard]] const config::Mistakes &notices() const noexcept { return m_notices; }
    [[nodiscard]] const config::Schema &schema() const noexcept { return m_schema; }
    [[nodiscard]] Registry &registry() noexcept { return m_registry; }

private:
    [[nodiscard]] config::Sources readSources() const;
    void learnModules(const config::Sources &sources);

    RunOptions m_options;
    config::Schema m_schema;
    Registry m_registry;
    config::Configuration m_configuration;
    config::Mistakes m_notices;
};

} // namespace spectrum::core
