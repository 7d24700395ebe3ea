// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fetches a secret from where the configuration says it is.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

namespace spectrum::config
{

class SecretSource
{
public:
    static constexpr qint64 maximumSize = 64 * 1024;

    // The file's content without a line end at its end. The error's userText never has any of it.
    [[nodiscard]] static Result<Secret> fromFile(const QString &path);
    // A credential that the service manager put into $CREDENTIALS_DIRECTORY.
    [[nodiscard]] static Result<Secret> fromCredential(const QString &name);
    // Whether people other than the owner and the group may read the file.
    [[nodiscard]] static bool isReadableByOthers(const QString &path);
};

} // namespace spectrum::config
