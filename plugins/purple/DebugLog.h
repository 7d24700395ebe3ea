// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Passes on what libpurple and its plugins say for those who look for a mistake, without secrets.
#pragma once

#include <spectrum/Secret.h>

#include <purple.h>

namespace spectrum::purple
{

class DebugLog
{
public:
    // For purple_debug_set_ui_ops().
    [[nodiscard]] static PurpleDebugUiOps *operations();
    // GLib's own complaints go the same way instead of to the standard error.
    static void takeGlib();

    // While it lives, the secret is masked wherever it appears.
    class Mask
    {
    public:
        explicit Mask(const Secret &secret);
        ~Mask();
        Mask(const Mask &) = delete;
        Mask &operator=(const Mask &) = delete;

    private:
        const Secret &m_secret;
    };
    [[nodiscard]] static QString masked(QByteArray text);
};

} // namespace spectrum::purple
