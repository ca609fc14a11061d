<?php
/** What a theme of templates shows for comments_template(). */
defined( 'ABSPATH' ) || exit;
echo Chiosa\discussion( get_post() );
